// How findings can be written: known before the command that writes them is loaded.

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
