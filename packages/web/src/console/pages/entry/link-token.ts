/**
 * The token of a one-time link. It stands behind the `#`, where it reaches no server's log and no other site's referrer;
 * one behind `?token=`, as older links or hands have it, counts too.
 */
export function linkToken(hash: string, search: string | undefined): string | undefined {
  const behind = hash.replace(/^#/, '').replace(/^token=/, '')
  return behind === '' ? search : decodeURIComponent(behind)
}
