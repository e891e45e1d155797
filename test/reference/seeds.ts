// Seeds whose histories once showed a fault, with what it was. They are played in every run.
export const SEEDS: readonly { readonly seed: number; readonly why: string }[] = [
  { seed: 1, why: 'a fixed beginning' },
];
