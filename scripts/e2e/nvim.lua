-- Run by nvim.sh in a folder that holds the demo: opens, hovers, breaks, mends, leaves.
local passed, failed = 0, 0
local function out(text) io.stdout:write(text .. '\n') end
local function finish()
  out(string.format('%d passed, %d failed', passed, failed))
  vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
end
local function check(name, is_right, seen)
  if is_right then
    passed = passed + 1
    return out('ok   ' .. name)
  end
  failed = failed + 1
  out('FAIL ' .. name .. ': ' .. vim.inspect(seen))
  finish()
end
local function wait(condition) return vim.wait(60000, condition, 20) end

local id = vim.lsp.start_client({ name = 'lockctx', cmd = { 'node', os.getenv('LOCKCTX'), 'lsp', '--stdio' }, root_dir = vim.fn.getcwd() })
vim.bo.filetype = 'c'
vim.lsp.buf_attach_client(0, id)
local function client() return vim.lsp.get_client_by_id(id) end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  return answers and answers[id] and answers[id].result
end

wait(function() return #vim.diagnostic.get(0) > 0 end)
local found = vim.diagnostic.get(0)
check('a finding is shown', #found == 1 and found[1].source == 'lockctx' and found[1].severity == vim.diagnostic.severity.ERROR, found)
local d = found[1]
local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1]
check('it stands on the lock', line:sub(d.col + 1, d.end_col) == '&cache.lock', line)
local lsp = d.user_data.lsp
check('it has a rule', lsp.code == 'softirq-unsafe-lock', lsp)
check('it proves both sides', #lsp.relatedInformation >= 4, lsp.relatedInformation)

local document = vim.lsp.util.make_text_document_params()
local function start_of(text)
  for i, content in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local at = content:find(text, 1, true)
    if at then return { line = i - 1, character = at } end
  end
end
local hover = ask('textDocument/hover', { textDocument = document, position = start_of('flow_free_rcu(struct') })
check('a function says where it runs', hover and hover.contents.value:find('softirq (rcu)', 1, true), hover)
local lenses = ask('textDocument/codeLens', { textDocument = document }) or {}
local titles = table.concat(vim.tbl_map(function(lens) return lens.command and lens.command.title or '' end, lenses), '\n')
check('a lens above a function says so too', titles:find('softirq (rcu)', 1, true), titles)

-- As a user types: the opening brace of the function is gone for a moment.
local brace = start_of('static int flow_gc').line + 1
local before = vim.api.nvim_buf_get_lines(0, brace, brace + 1, false)
vim.api.nvim_buf_set_lines(0, brace, brace + 1, false, { '' })
ask('textDocument/hover', { textDocument = document, position = { line = 0, character = 0 } }) -- Answered after the text was read.
vim.wait(1000, function() return #vim.diagnostic.get(0) ~= 1 end, 20)
check('it stays while a brace is missing', #vim.diagnostic.get(0) == 1, vim.diagnostic.get(0))
vim.api.nvim_buf_set_lines(0, brace, brace + 1, false, before)

-- Asked for in the way of vim.lsp.buf.code_action(), applied by Neovim's own edit code.
local range = { start = { line = d.lnum, character = d.col }, ['end'] = { line = d.end_lnum, character = d.end_col } }
local context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, d.lnum), only = { 'quickfix' } }
local actions = {}
local function is_offered()
  actions = ask('textDocument/codeAction', { textDocument = document, range = range, context = context }) or {}
  return #actions > 0
end
wait(is_offered) -- No server can fix a text that it has not read yet.
local preferred = vim.tbl_filter(function(action) return action.isPreferred end, actions)
check('one fix is preferred', #preferred == 1, actions)
vim.lsp.util.apply_workspace_edit(preferred[1].edit, client().offset_encoding)
local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
check('the fix changes both ends of the section', text:find('spin_lock_bh(&cache.lock)', 1, true) and text:find('spin_unlock_bh(&cache.lock)', 1, true), text)
wait(function() return #vim.diagnostic.get(0) == 0 end)
check('nothing is left to find', #vim.diagnostic.get(0) == 0, vim.diagnostic.get(0))

vim.lsp.stop_client(id)
check('the server leaves when it is told to', wait(function() return client() == nil end), 'it still runs')
finish()
