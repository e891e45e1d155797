// Lists of values: what is added and taken out without changing the list that others hold.
export const withValue = <V>(values: readonly V[], value: V): readonly V[] =>
  values.includes(value) ? values : [...values, value];

export const withoutValue = <V>(values: readonly V[], value: V): readonly V[] =>
  values.filter((each) => each !== value);
