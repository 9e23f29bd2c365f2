" Run by vim.sh in a folder that holds the demo: opens, mends, leaves.
set nocompatible hidden
let s:passed = 0
let s:failed = 0
function! s:check(name, isRight, seen) abort
  if a:isRight
    let s:passed += 1
    call writefile(['ok   ' . a:name], $OUT, 'a')
  else
    let s:failed += 1
    call writefile(['FAIL ' . a:name . ': ' . string(a:seen)], $OUT, 'a')
  endif
endfunction
function! s:until(condition) abort
  let l:n = 0
  while l:n < 1200 && !eval(a:condition)
    sleep 50m
    let l:n += 1
  endwhile
endfunction

let g:ale_linters_explicit = 1
let g:ale_linters = {'c': ['lockctx']}
packadd vim-ale
packadd ale
source $SNIPPET
edit flow_gc.c
set filetype=c
call ale#Queue(0)
call s:until('!empty(getloclist(0))')
let s:found = getloclist(0)
call s:check('a finding is shown', len(s:found) == 1 && s:found[0].text =~# 'cache.lock is taken here with softirqs on', s:found)
call s:check('as an error, on the lock', s:found[0].type ==# 'E' && getline(s:found[0].lnum) =~# 'spin_lock(&cache.lock)', s:found)

function! s:choose(data, items) abort
  let s:items = a:items
  for l:item in a:items
    if get(l:item[1], 'isPreferred', 0)
      call ale#codefix#ApplyLSPCodeAction(a:data, l:item[1])
      return
    endif
  endfor
endfunction
let s:items = []
call cursor(s:found[0].lnum, s:found[0].col)
call ale#codefix#Execute(0, function('s:choose'))
call s:until('!empty(s:items)')
call s:check('fixes are offered', len(s:items) >= 2, s:items)
call s:until("getline(s:found[0].lnum) =~# 'spin_lock_bh'")
call s:check('the preferred one is applied', getline(s:found[0].lnum) =~# 'spin_lock_bh(&cache.lock)', getline(s:found[0].lnum))
call s:check('with its release', !empty(filter(getline(1, '$'), {_, line -> line =~# 'spin_unlock_bh(&cache.lock)'})), getline(1, '$'))
call ale#Queue(0)
call s:until('empty(getloclist(0))')
call s:check('the finding is gone', empty(getloclist(0)), getloclist(0))
call writefile([printf('%d passed, %d failed', s:passed, s:failed)], $OUT, 'a')
execute s:failed ? 'cquit 1' : 'qall!'
