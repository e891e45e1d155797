// Lists by key: what is added and taken out without changing the list that others hold.
export const addTo = <K, V>(index: Map<K, readonly V[]>, key: K, value: V): void => {
  const values = index.get(key);
  if (values !== undefined && !values.includes(value)) index.set(key, [...values, value]);
};

export const removeFrom = <K, V>(index: Map<K, readonly V[]>, key: K, value: V): void => {
  const values = index.get(key);
  if (values !== undefined)
    index.set(
      key,
      values.filter((each) => each !== value),
    );
};
