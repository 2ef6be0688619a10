export * from './archetype.ts'
export * from './persona.ts'
export * from './rhythm.ts'
export * from './speech.ts'
