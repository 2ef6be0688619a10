import { LiveMark } from '../../design/LiveMark.tsx'
import { useLiveState } from '../live/use-live-state.ts'

export function StreamMark() {
  return <LiveMark live={useLiveState()} />
}
