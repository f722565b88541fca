/** What a file is called that is sent to be kept. */

/**
 * The header Content-Disposition (RFC 6266). Names hold ids of the caller's, which may be anything: what a file system or the header
 * does not take becomes a hyphen.
 */
export function attachment(name: string): string {
  const safe = name.replace(/[\p{C}\\/:*?"<>|%\s]+/gu, '-');
  const plain = safe.replace(/[^\x20-\x7e]+/g, '-');
  if (plain === safe) return `attachment; filename="${plain}"`;
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
