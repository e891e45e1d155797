// What is remembered of what is no more, so that it can be said why: written by the synchronisation that removed it.
import type { MvKey, ObjKey } from '../values/value.js';
import type { Link } from './records.js';

export type Departure =
  | {
      /** A joined connector object that an import found gone. */
      readonly kind: 'object';
      readonly key: ObjKey;
      /** `corp.user`. */
      readonly type: string;
      readonly name: string | undefined;
      /** Of the synchronisation. */
      readonly at: number;
      /** Whom it was joined to. */
      readonly mv: MvKey;
      /** As it was last, without engine-internal numbers. */
      readonly link: Omit<Link, 'mv'>;
    }
  | {
      /** A metaverse object that nothing held and that had no managed account left. */
      readonly kind: 'mv';
      readonly key: MvKey;
      readonly type: string;
      readonly at: number;
      /** Who held it last. */
      readonly holders: readonly ObjKey[];
      /** Since when nobody did; missing where it ended in the synchronisation in which the last one was lost. */
      readonly goneSince: number | undefined;
    };
