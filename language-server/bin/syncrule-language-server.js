#!/usr/bin/env node
// The language server for editors that start it themselves: `syncrule-language-server --stdio`.
import '../dist/server/main.js';
