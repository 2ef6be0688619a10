import { useMe } from '../../data/queries.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { FacetMenu } from '../FacetMenu.tsx'

/** Whose leads; nothing where there is no choice. */
export function CreatorMenu({ value, onPick }: { value: string | undefined; onPick(creatorId: string | undefined): void }) {
  const me = useMe()
  const creators = useCreators() ?? []
  if (me?.creator != null || (creators.length < 2 && value === undefined)) return null
  return <FacetMenu label="Creator" value={value} options={creators.map(({ id, name, counts }) => ({ value: id, label: name, count: counts.leads }))} onPick={onPick} />
}
