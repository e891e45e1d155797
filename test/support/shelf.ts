// The objects of a simulated system, found by anchor and by name.
import { dnKey } from '@syncrule/runtime/values';

interface Held {
  readonly anchor: string;
  readonly name?: string;
}

export class Shelf<T extends Held> {
  private readonly objects = new Map<string, T>();
  private readonly names = new Map<string, Set<string>>();

  get byAnchor(): ReadonlyMap<string, T> {
    return this.objects;
  }

  /** Another object with this anchor gives way to it, in its place. */
  put(object: T): void {
    this.unname(object.anchor);
    this.objects.set(object.anchor, object);
    if (object.name === undefined) return;
    const key = dnKey(object.name);
    const anchors = this.names.get(key);
    if (anchors === undefined) this.names.set(key, new Set([object.anchor]));
    else anchors.add(object.anchor);
  }

  remove(anchor: string): boolean {
    this.unname(anchor);
    return this.objects.delete(anchor);
  }

  private unname(anchor: string): void {
    const name = this.objects.get(anchor)?.name;
    if (name !== undefined) this.names.get(dnKey(name))?.delete(anchor);
  }

  /** One of the objects with this name. */
  named(name: string): T | undefined {
    const [anchor] = this.names.get(dnKey(name)) ?? [];
    return anchor === undefined ? undefined : this.objects.get(anchor);
  }
}
