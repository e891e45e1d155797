// Slots of the store in memory, given as the port says: once, and anew when the type of an attribute changes.
import type { Layouts, Selection } from '../port.js';

type Attribute = NonNullable<ReturnType<Selection['get']>>[number];

export class MemoryLayouts {
  private readonly slots = new Map<string, Attribute[]>();

  /** Answers with the attributes whose type changed, as `corp.user.mail`. */
  open(selection: Selection): readonly string[] {
    return [...selection].flatMap(([type, attributes]) =>
      attributes.flatMap((attribute) => (this.place(type, attribute) ? [`${type}.${attribute.name}`] : [])),
    );
  }

  names(): Layouts {
    return new Map([...this.slots].map(([type, slots]) => [type, slots.map((slot) => slot.name)]));
  }

  /** Slots of a type that hold references. */
  references(type: string): readonly number[] {
    return this.of(type).flatMap((slot, i) => (slot.reference ? [i] : []));
  }

  /** The slot of a type that holds the object's name. */
  naming(type: string): number | undefined {
    const slot = this.of(type).findIndex((each) => each.naming === true);
    return slot < 0 ? undefined : slot;
  }

  nameOf(type: string, slot: number): string {
    return this.of(type)[slot]?.name ?? '';
  }

  private of(type: string): Attribute[] {
    const slots = this.slots.get(type);
    if (slots === undefined) throw new Error(`bug: the store was not opened for the type '${type}'`);
    return slots;
  }

  /** Whether the attribute had a slot that does not suit it any more. */
  private place(type: string, attribute: Attribute): boolean {
    const slots = this.slots.get(type) ?? [];
    this.slots.set(type, slots);
    const at = slots.findIndex((slot) => slot.name === attribute.name);
    const old = slots[at];
    if (old !== undefined && isStoredAlike(old, attribute)) {
      slots[at] = attribute;
      return false;
    }
    if (old !== undefined) slots[at] = retired(old, at);
    slots.push(attribute);
    return old !== undefined;
  }
}

const retired = ({ naming: _, ...old }: Attribute, at: number): Attribute => ({
  ...old,
  name: `\u001f${at}\u001f${old.name}`,
});

const isText = (scalar: string): boolean => ['string', 'dn', 'secret'].includes(scalar);

const isStoredAlike = (a: Attribute, b: Attribute): boolean =>
  a.many === b.many && a.reference === b.reference && (a.scalar === b.scalar || (isText(a.scalar) && isText(b.scalar)));
