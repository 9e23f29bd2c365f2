/** Executable: the language server, on standard input and output. */

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from './cli/version.ts';
import { serve } from './lsp/server.ts';

serve(createConnection(ProposedFeatures.all, process.stdin, process.stdout), { script: new URL('./analysis.js', import.meta.url), version });
