import { NO_ARCHETYPE } from '@troupe/contract'
import { expect, it } from 'vitest'
import { archetypeLabel, archetypeLabels } from './archetype-labels.ts'

const one = (id: string, name: string) => ({ id, name, description: '', weight: 1, interests: [] })

it('calls an archetype as its pack does, by its id where the pack has gone, and says who was written by hand', () => {
  const labels = archetypeLabels([{ archetypes: [one('ux-ui-designer', 'UX/UI designer'), one('ai-art-enthusiast', 'AI art enthusiast')] }, { archetypes: [one('ux-ui-designer', 'Another')] }])
  expect(['ux-ui-designer', 'ai-art-enthusiast', 'town-crier', NO_ARCHETYPE, null].map((archetype) => archetypeLabel(labels, archetype)))
    .toEqual(['UX/UI designer', 'AI art enthusiast', 'Town crier', 'Written by hand', 'Written by hand'])
})
