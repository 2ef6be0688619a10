/** A number with its word, in a list of facts. */
import { counted } from '../../design/number-format.ts'

export function Fact({ value, one, many }: { value: number; one: string; many: string }) {
  const [number, word] = counted(value, one, many).split(' ')
  return (
    <div className="flex gap-1">
      <dt className="order-2">{word}</dt>
      <dd className="font-semibold text-ink">{number}</dd>
    </div>
  )
}
