/** `--name value` after a benchmark's name. */

export function numberOption(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(`--${name}`)
  const value = at < 0 ? otherwise : Number(args[at + 1])
  if (!Number.isFinite(value)) throw new TypeError(`--${name} takes a number`)
  return value
}

export function wordOption(args: readonly string[], name: string, otherwise: string): string {
  const at = args.indexOf(`--${name}`)
  return at < 0 ? otherwise : args[at + 1] ?? otherwise
}
