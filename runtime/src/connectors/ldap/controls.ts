// Controls that ldapts does not have.
import { type BerReader, BerWriter, Control, type Filter, SearchEntry } from 'ldapts';

/** Carries out an operation only if a filter matches the entry (RFC 4528). */
export class AssertionControl extends Control {
  static readonly type = '1.3.6.1.1.12';

  constructor(readonly filter: Filter) {
    super(AssertionControl.type, { critical: true });
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    this.filter.write(value);
    writer.writeBuffer(value.buffer, OCTET_STRING);
  }
}

/** Asks for attributes of an entry as they are after the operation (RFC 4527). */
export class PostReadControl extends Control {
  static readonly type = '1.3.6.1.1.13.2';
  entry: SearchEntry | undefined;

  constructor(readonly attributes: readonly string[]) {
    super(PostReadControl.type, { critical: false });
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    for (const attribute of this.attributes) value.writeString(attribute);
    value.endSequence();
    writer.writeBuffer(value.buffer, OCTET_STRING);
  }

  protected override parseControl(reader: BerReader): void {
    if (reader.readSequence(SEARCH_RESULT_ENTRY) === null) return;
    const entry = new SearchEntry({ messageId: 0 });
    entry.parseMessage(reader);
    this.entry = entry;
  }
}

const OCTET_STRING = 0x04;
const SEARCH_RESULT_ENTRY = 0x64;
