/** `11-21 06:00`: when each stretch of a run begins. */
export function windowNames(windows: readonly { readonly fromMs: number }[]): string[] {
  return windows.map(({ fromMs }) => new Date(fromMs).toISOString().slice(5, 16).replace('T', ' '))
}
