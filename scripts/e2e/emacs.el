;;; emacs.el --- Run by emacs.sh in a folder that holds the demo: opens, hovers, mends, leaves.  -*- lexical-binding: t -*-
(package-initialize)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(setq make-backup-files nil create-lockfiles nil eglot-sync-connect 60 eglot-connect-timeout 60 jsonrpc-default-request-timeout 60
      project-find-functions nil
      last-nonmenu-event ?\r)           ; In batch mode it is nil, which stands for a mouse click and its menu.

(defvar passed 0)
(defun out (&rest words) (princ (concat (apply #'format words) "\n")))
(defun check (name right seen)
  (cond (right (cl-incf passed) (out "ok   %s" name))
        (t (out "FAIL %s: %S" name seen) (out "%d passed, 1 failed" passed) (kill-emacs 1))))
(defun wait (condition)
  (let ((end (+ (float-time) 60)))
    (while (not (or (funcall condition) (> (float-time) end))) (accept-process-output nil 0.02))
    (funcall condition)))
(defun told ()
  "What an idle timer does in a live session; none fires in batch mode."
  (eglot--signal-textDocument/didChange))
(defun found () (flymake-diagnostics))

(add-to-list 'eglot-server-programs `(c-mode . ("node" ,(getenv "LOCKCTX") "lsp" "--stdio")))
(find-file "flow_gc.c")
(c-mode)
(apply #'eglot (eglot--guess-contact))
(flymake-start)
(wait (lambda () (found)))
(check "a finding is shown" (= 1 (length (found))) (found))
(let ((diagnostic (car (found))))
  (check "it stands on the lock"
         (equal "&cache.lock" (buffer-substring (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic))) diagnostic)
  (check "it says why" (string-match-p "softirq (rcu)" (flymake-diagnostic-text diagnostic)) diagnostic)
  (goto-char (point-min))
  (search-forward "flow_free_rcu(struct")
  (goto-char (match-beginning 0))
  (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (check "a function says where it runs" (string-match-p "softirq (rcu)" (format "%S" hover)) hover))
  (goto-char (flymake-diagnostic-beg diagnostic)))

;; The command that a key is bound to; its menu is answered with the first entry, the preferred one.
(cl-letf (((symbol-function 'completing-read) (lambda (_prompt choices &rest _) (caar choices))))
  (eglot-code-actions (point) nil "quickfix" t))
(told)
(check "the fix changes both ends of the section"
       (and (string-match-p "spin_lock_bh(&cache.lock)" (buffer-string)) (string-match-p "spin_unlock_bh(&cache.lock)" (buffer-string))) (buffer-string))
(wait (lambda () (null (found))))
(check "nothing is left to find" (null (found)) (found))
(set-buffer-modified-p nil)
(let ((server (eglot-current-server)))
  (eglot-shutdown server nil 60)
  (check "the server leaves when it is told to" (not (jsonrpc-running-p server)) server))
(out "%d passed, 0 failed" passed)
