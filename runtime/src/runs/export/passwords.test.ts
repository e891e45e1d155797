// Passwords: as long as asked for, of every class, and no two alike.
import { expect, test } from 'vitest';
import { newPassword } from './passwords.js';

test.each([1, 3, 4, 8, 20, 64])('a password of %i characters', (length) => {
  const passwords = Array.from({ length: 50 }, () => newPassword(length));
  for (const password of passwords) {
    expect(password).toHaveLength(length);
    if (length >= 4) expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[2-9])(?=.*[^A-Za-z2-9]).*$/);
  }
  if (length >= 8) expect(new Set(passwords).size).toBe(passwords.length);
});
