/** Where it is day now and where it is night, so that quiet hours show whenever the journey is made. */
export function zoneWhereItIs(fromHour: number, toHour: number): string {
  const now = new Date()
  const hourIn = (timeZone: string): number => Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now))
  const found = Intl.supportedValuesOf('timeZone').find((zone) => /^(?:America|Asia|Europe|Pacific|Africa|Australia)\//.test(zone) && hourIn(zone) >= fromHour && hourIn(zone) < toHour)
  if (found === undefined) throw new Error(`it is nowhere between ${fromHour} and ${toHour} o'clock`)
  return found
}
