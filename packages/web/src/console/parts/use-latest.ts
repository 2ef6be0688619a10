import { useLayoutEffect, useRef, type RefObject } from 'react'

/** The value as of the last drawing, for listeners that outlive it. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
