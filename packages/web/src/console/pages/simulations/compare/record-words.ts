/** A record of the journal as a sentence; kinds that have none here stay as the journal calls them. */
export function recordWords(record: string): string {
  const [, turn, agent] = /^turn · turn (\d+) · agent (\d+)$/.exec(record) ?? []
  if (turn !== undefined) return `turn ${Number(turn).toLocaleString('en-US')}, of person ${Number(agent).toLocaleString('en-US')}`
  const deed = /^intervention · deed (\{.*\})$/.exec(record)?.[1]
  if (deed === undefined) return record
  try {
    const { kind } = JSON.parse(deed) as { kind?: string }
    return kind === 'fork' ? 'the branching: what changes is done here' : `an intervention: ${kind ?? deed}`
  } catch {
    return record
  }
}
