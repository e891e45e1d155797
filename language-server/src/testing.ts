// Programs for tests: a personnel system, a directory, and rules with a cursor in them.

import { exampleWorld } from '@syncrule/compiler/docs';
import { type SourceFile, sourceFile } from '@syncrule/compiler/source';
import { compileProgram, memoryHost, readProgram } from '@syncrule/compiler/workspace';
import type { Program } from './workspace/index.js';

export const CURSOR = '‸';

/** What stands beside the text of a test. */
export const PRELUDE = `
param zone: string = "Europe/Berlin"
metaverse person {
  employeeId: string exact
  /// The name that people are called by.
  sn: string
  status: "active" | "left"
  manager: ref person
}
function initial(of: string): string = left(of, 1)
param isPilot: boolean = false
namespace mailNames { corp.user: mail }
rule adminAccount from person to corp.user as admin { }
rule otherAccounts from person to corp.user as service, corp.group as guest { }
flows names from hr.person to person { sn <- same }
`;

export interface Probe {
  readonly program: Program;
  readonly file: SourceFile;
  readonly offset: number;
}

/** The program of a text in which ‸ marks the cursor. */
export const probe = (text: string): Probe => {
  const offset = text.indexOf(CURSOR);
  if (offset < 0) throw new Error(`bug: no ${CURSOR} in ${text}`);
  const plain = text.replace(CURSOR, '');
  const host = memoryHost({ ...exampleWorld, 'prelude.syncrule': PRELUDE, 'test.syncrule': plain });
  const program = { directory: '/program', host, compilation: compileProgram(readProgram(host)) };
  return { program, file: sourceFile('test.syncrule', plain), offset };
};
