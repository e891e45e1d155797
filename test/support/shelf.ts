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

  put(object: T): void {
    this.remove(object.anchor);
    this.objects.set(object.anchor, object);
    if (object.name === undefined) return;
    const key = dnKey(object.name);
    const anchors = this.names.get(key);
    if (anchors === undefined) this.names.set(key, new Set([object.anchor]));
    else anchors.add(object.anchor);
  }

  remove(anchor: string): boolean {
    const object = this.objects.get(anchor);
    if (object?.name !== undefined) this.names.get(dnKey(object.name))?.delete(anchor);
    return this.objects.delete(anchor);
  }

  /** One of the objects with this name. */
  named(name: string): T | undefined {
    const [anchor] = this.names.get(dnKey(name)) ?? [];
    return anchor === undefined ? undefined : this.objects.get(anchor);
  }
}
