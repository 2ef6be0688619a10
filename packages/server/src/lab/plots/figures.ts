/** Numbers in titles and labels. */

export function percent(share: number): string {
  const hundredths = share * 100
  return `${hundredths > 0 && hundredths < 10 ? hundredths.toFixed(1) : Math.round(hundredths)} %`
}

export function decimal(value: number, places = 2): string {
  const written = value.toFixed(places)
  // What rounds to nothing has no sign.
  return Number(written) === 0 ? written.replace('-', '') : written.replace('-', '−')
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
