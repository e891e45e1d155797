// The language server: the only file that knows the Language Server Protocol. Everything else speaks offsets and texts.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Diagnostic as Finding, Severity } from '@syncrule/compiler/diagnostics';
import { format } from '@syncrule/compiler/format';
import type { Location, SourceFile, Span } from '@syncrule/compiler/source';
import {
  type CodeAction,
  type CompletionItem,
  CompletionItemKind,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type InitializeParams,
  InsertTextFormat,
  type ServerCapabilities,
  type SignatureHelp,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { classify, type Item, type ItemKind, itemsAt } from '../completion/index.js';
import {
  definition,
  fixesAt,
  hover,
  messageOf,
  type OutlineEntry,
  outline,
  type Signature,
  signatureAt,
} from '../features/index.js';
import { createPrograms, type Program, type Programs, parsedFile } from '../workspace/index.js';
import { offsetAt, rangeAt } from './positions.js';

/** How long the editor must be quiet before a program is checked, in milliseconds. */
const QUIET = 120;

/** What is announced; a test asks for each. */
export const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: ['.', '"'] },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  definitionProvider: true,
  documentSymbolProvider: true,
  documentFormattingProvider: true,
  codeActionProvider: { codeActionKinds: ['quickfix'] },
};

/** Serves a client until it goes. A request that fails is answered with an error; the server lives on. */
export const serve = (connection: Connection): void => {
  let programs: Programs = createPrograms([]);
  let hasSnippets = false;
  const documents = new TextDocuments(TextDocument);
  const publisher = createPublisher(connection, () => programs);

  connection.onInitialize((params) => {
    programs = createPrograms(foldersOf(params));
    hasSnippets = params.capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    return { capabilities: CAPABILITIES, serverInfo: { name: 'syncrule' } };
  });
  documents.onDidChangeContent(({ document }) => {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    programs.open(path, document.getText());
    publisher.schedule();
  });
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    programs.close(path);
    publisher.schedule();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const path = pathOf(uri);
      if (path !== undefined) programs.changed(path);
    }
    publisher.schedule();
  });

  /** The program and the file of a document; undefined where nothing can be said of it. */
  const at = (uri: string): Opened | undefined => {
    const path = pathOf(uri);
    const reading = path === undefined ? undefined : programs.of(path);
    if (path === undefined || reading?.kind !== 'compiled') return undefined;
    const parsed = parsedFile(reading.program, path);
    return parsed === undefined ? undefined : { program: reading.program, file: parsed.file, parsed };
  };

  connection.onCompletion(({ textDocument, position }) => {
    const opened = at(textDocument.uri);
    if (opened === undefined) return [];
    const { cursor, span } = classify(opened.file, offsetAt(opened.file, position));
    const range = rangeAt(opened.file, span);
    return itemsAt(cursor, opened.program)
      .filter(({ hidden, location }) => hidden === undefined && !isAt(location, opened.file, span))
      .map((item) => completionItem(item, range, hasSnippets));
  });
  connection.onHover(({ textDocument, position }) => {
    const opened = at(textDocument.uri);
    const found = opened && hover(opened.program, opened.file, offsetAt(opened.file, position));
    if (opened === undefined || found === undefined) return null;
    return { contents: { kind: 'markdown', value: found.markdown }, range: rangeAt(opened.file, found.span) };
  });
  connection.onSignatureHelp(({ textDocument, position }) => {
    const opened = at(textDocument.uri);
    const found = opened && signatureAt(opened.program, opened.file, offsetAt(opened.file, position));
    return found === undefined ? null : signatureHelp(found);
  });
  connection.onDefinition(({ textDocument, position }) => {
    const opened = at(textDocument.uri);
    const found = opened && definition(opened.program, opened.file, offsetAt(opened.file, position));
    return opened === undefined || found === undefined ? null : lspLocation(opened.program, found);
  });
  connection.onDocumentSymbol(({ textDocument }) => {
    const opened = at(textDocument.uri);
    return opened === undefined ? [] : outline(opened.parsed.tree).map((entry) => documentSymbol(opened.file, entry));
  });
  connection.onDocumentFormatting(({ textDocument }) => {
    const opened = at(textDocument.uri);
    if (opened === undefined) return [];
    const formatted = format(opened.file);
    if (formatted.kind === 'refused' || formatted.text === opened.file.text) return [];
    return [{ range: rangeAt(opened.file, { start: 0, end: opened.file.text.length }), newText: formatted.text }];
  });
  connection.onCodeAction(({ textDocument, range }): CodeAction[] => {
    const opened = at(textDocument.uri);
    if (opened === undefined) return [];
    const { program, file } = opened;
    const span = { start: offsetAt(file, range.start), end: offsetAt(file, range.end) };
    return fixesAt(program, file.path, span).map(({ diagnostic, fix, isOnly }) => ({
      title: fix.title,
      kind: 'quickfix',
      isPreferred: isOnly,
      diagnostics: [lspDiagnostic(program, diagnostic)],
      edit: { changes: changesOf(program, fix.edits) },
    }));
  });

  documents.listen(connection);
  connection.onShutdown(publisher.stop);
  connection.onExit(publisher.stop);
  connection.listen();
};

interface Opened {
  readonly program: Program;
  readonly file: SourceFile;
  readonly parsed: NonNullable<ReturnType<typeof parsedFile>>;
}

interface Publisher {
  readonly schedule: () => void;
  /** Nothing is sent afterwards: sending to a client that has gone ends the process in vscode-jsonrpc's own logger. */
  readonly stop: () => void;
}

const createPublisher = (connection: Connection, programs: () => Programs): Publisher => {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  /** Documents that show something now, by address. */
  let shown: ReadonlySet<string> = new Set();

  const publish = (): void => {
    const found = findingsByDocument(programs(), (message) => connection.console.warn(message));
    for (const uri of shown) if (!found.has(uri)) send(uri, []);
    for (const [uri, diagnostics] of found) send(uri, diagnostics);
    shown = new Set([...found].flatMap(([uri, diagnostics]) => (diagnostics.length === 0 ? [] : [uri])));
  };
  const send = (uri: string, diagnostics: Diagnostic[]): void => {
    if (isStopped) return;
    connection.sendDiagnostics({ uri, diagnostics }).catch(() => stop());
  };
  const stop = (): void => {
    isStopped = true;
    clearTimeout(timer);
  };
  const schedule = (): void => {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => {
      try {
        publish();
      } catch (error) {
        if (!isStopped) connection.console.error(`syncrule: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }, QUIET);
  };
  return { schedule, stop };
};

/** The findings of all programs that have an open document; every open document is there, findings or not. */
const findingsByDocument = (programs: Programs, warn: (message: string) => void): Map<string, Diagnostic[]> => {
  const found = new Map<string, Diagnostic[]>();
  const seen = new Set<string>();
  for (const path of programs.documents()) {
    const reading = programs.of(path);
    found.set(uriOf(path), found.get(uriOf(path)) ?? []);
    const directory = reading.kind === 'compiled' ? reading.program.directory : reading.directory;
    if (seen.has(directory)) continue;
    seen.add(directory);
    if (reading.kind === 'unreadable') {
      warn(`syncrule: ${reading.message}`);
      continue;
    }
    for (const diagnostic of reading.program.compilation.diagnostics) {
      const uri = uriIn(reading.program, diagnostic.location.file.path);
      found.set(uri, [...(found.get(uri) ?? []), lspDiagnostic(reading.program, diagnostic)]);
    }
  }
  return found;
};

const foldersOf = ({
  workspaceFolders,
  rootUri,
}: InitializeParams & { rootUri?: string | null }): readonly string[] => {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((uri) => pathOf(uri) ?? []);
};

/** Only files have programs. */
const pathOf = (uri: string): string | undefined => {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
};
const uriOf = (path: string): string => pathToFileURL(path).href;
const uriIn = ({ directory }: Program, path: string): string => uriOf(join(directory, path));

const lspLocation = (program: Program, { file, span }: Location) => ({
  uri: uriIn(program, file.path),
  range: rangeAt(file, span),
});

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
};

const lspDiagnostic = (program: Program, finding: Finding): Diagnostic => ({
  range: rangeAt(finding.location.file, finding.location.span),
  severity: SEVERITIES[finding.severity],
  code: finding.code,
  source: 'syncrule',
  message: messageOf(finding),
  relatedInformation: finding.related.map(({ location, message }) => ({
    location: lspLocation(program, location),
    message,
  })),
});

const changesOf = (program: Program, edits: Finding['fixes'][number]['edits']) => {
  const changes: Record<string, { range: ReturnType<typeof rangeAt>; newText: string }[]> = {};
  for (const { location, text } of edits) {
    const uri = uriIn(program, location.file.path);
    changes[uri] = [...(changes[uri] ?? []), { range: rangeAt(location.file, location.span), newText: text }];
  }
  return changes;
};

const ITEM_KINDS: Readonly<Record<ItemKind, CompletionItemKind>> = {
  word: CompletionItemKind.Keyword,
  attribute: CompletionItemKind.Field,
  type: CompletionItemKind.Class,
  connector: CompletionItemKind.Module,
  param: CompletionItemKind.Constant,
  variable: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  rule: CompletionItemKind.Reference,
  namespace: CompletionItemKind.Module,
  account: CompletionItemKind.Value,
  text: CompletionItemKind.EnumMember,
  file: CompletionItemKind.File,
};

/** Whether the word under the cursor is itself what declares the name. */
const isAt = (location: Location | undefined, file: SourceFile, span: Span): boolean =>
  location !== undefined && location.file.path === file.path && location.span.start === span.start;

const completionItem = (item: Item, range: ReturnType<typeof rangeAt>, hasSnippets: boolean): CompletionItem => {
  const isCall = item.kind === 'function' && hasSnippets;
  const newText = isCall ? `${item.label}($1)$0` : (item.insert ?? item.label);
  return {
    label: item.label,
    kind: ITEM_KINDS[item.kind],
    sortText: `${String(item.rank).padStart(3, '0')} ${item.label}`,
    filterText: item.insert ?? item.label,
    insertTextFormat: isCall ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText },
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.doc === undefined ? {} : { documentation: { kind: 'markdown', value: item.doc } }),
  };
};

const signatureHelp = ({ label, doc, parameters, active }: Signature): SignatureHelp => ({
  signatures: [
    {
      label,
      parameters: parameters.map((one) => ({
        label: one.label,
        ...(one.doc === undefined ? {} : { documentation: one.doc }),
      })),
      ...(doc === undefined ? {} : { documentation: { kind: 'markdown', value: doc } }),
    },
  ],
  activeSignature: 0,
  activeParameter: active,
});

const SYMBOL_KINDS: Readonly<Record<OutlineEntry['kind'], SymbolKind>> = {
  param: SymbolKind.Constant,
  connector: SymbolKind.Module,
  metaverse: SymbolKind.Class,
  attribute: SymbolKind.Field,
  namespace: SymbolKind.Namespace,
  function: SymbolKind.Function,
  flows: SymbolKind.Interface,
  rule: SymbolKind.Event,
  test: SymbolKind.Method,
};

const documentSymbol = (file: SourceFile, { name, kind, span, nameSpan, children }: OutlineEntry): DocumentSymbol => ({
  name,
  kind: SYMBOL_KINDS[kind],
  range: rangeAt(file, { start: Math.min(span.start, nameSpan.start), end: Math.max(span.end, nameSpan.end) }),
  selectionRange: rangeAt(file, nameSpan),
  children: children.map((child) => documentSymbol(file, child)),
});
