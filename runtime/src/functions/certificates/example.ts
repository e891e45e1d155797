// The certificate that the examples of the catalogue are about: of Ada, signed by herself, valid in 2026 and 2027.

/** DER in Base64; what `certificate` stands for in examples. */
export const EXAMPLE_CERTIFICATE =
  'MIIB0DCCAYKgAwIBAgIBHzAFBgMrZXAwRjEXMBUGCgmSJomT8ixkARkWB2V4YW1wbGUxHTAbBgNVBAoMFExvdmVsYWNlLCBCeXJvbiAmIENvMQwwCgYDVQQDDANBZGEwHhcNMjYwMTAxMDAwMDAwWhcNMjgwMTAxMDAwMDAwWjBGMRcwFQYKCZImiZPyLGQBGRYHZXhhbXBsZTEdMBsGA1UECgwUTG92ZWxhY2UsIEJ5cm9uICYgQ28xDDAKBgNVBAMMA0FkYTAqMAUGAytlcAMhAHhR4sGZNr6uMdP7N2v8/6MLnxxy7Bz2/Zdu4TbkXQujo4GUMIGRMAwGA1UdEwEB/wQCMAAwYgYDVR0RBFswWYEPYWRhQGV4YW1wbGUuY29tgg9hZGEuZXhhbXBsZS5jb22gIAYKKwYBBAGCNxQCA6ASDBBhZGFAY29ycC5leGFtcGxlhhNodHRwczovL2V4YW1wbGUuY29tMB0GA1UdDgQWBBTY/rsxTA3P/A8k68FspYD+jNw0WDAFBgMrZXADQQCRWcVgL1xIB7AlNor2cKZak6ScsiewXz9QVJptI5A1BjozIq9rTv9EW1q1GBUHlNXnMYfuQe+ikkscuAhjiWIE';

/** An example with what `certificate` stands for. */
export const withExampleValues = (example: string): string =>
  example.replaceAll('(certificate', `(bytesFromBase64("${EXAMPLE_CERTIFICATE}")`);
