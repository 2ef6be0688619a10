/** Ids as people read them: `quote_post` → "quote post", `town-crier` → "town crier". */
export function plainName(name: string): string {
  return name.replaceAll(/[_-]+/g, ' ')
}

export function capital(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1)
}

export function triggerWords(trigger: { kind: string; by?: string; eventType?: string }): string {
  switch (trigger.kind) {
    // By its rhythm or by its project's cycle: the journal does not say which.
    case 'wake': return 'the clock'
    case 'manual': return `${trigger.by ?? 'a person'}, by hand`
    case 'event': return `an event: ${trigger.eventType ?? ''}`
    case 'schedule': return 'a schedule'
    case 'interview': return `${trigger.by ?? 'a person'}, with a question`
    default: return trigger.kind
  }
}
