// People of an invented company, year after year: some join, some change, some leave.

export interface Population {
  /** How many were ever there. */
  readonly size: number;
  /** Years that went by. */
  readonly year: number;
}

/** The rows of HR as CSV. In each year one in fifty leaves, one in ten changes the title, one in twenty the name. */
export const rowsOf = ({ size, year }: Population): string => {
  const lines = ['id,givenName,sn,title,manager'];
  for (let n = 0; n < size; n += 1) if (!hasLeft(n, year)) lines.push(rowOf(n, year));
  return `${lines.join('\n')}\n`;
};

const hasLeft = (n: number, year: number): boolean => n % 50 < year && n % 50 > 0;

const rowOf = (n: number, year: number): string => {
  const title = `Title ${yearsOf(n, year, 10)}`;
  const family = `Family${n % 997}x${yearsOf(n, year, 20)}`;
  const manager = n === 0 ? '' : `p${Math.floor(n / 50) * 50 === n ? 0 : Math.floor(n / 50) * 50}`;
  return [`p${n}`, `Given${n % 211}`, family, title, manager].join(',');
};

/** How many of the years were one in which the person was among one in `each`. */
const yearsOf = (n: number, year: number, each: number): number => Math.floor((year * 7 + n) / each);
