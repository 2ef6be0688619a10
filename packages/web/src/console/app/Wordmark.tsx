export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-14 font-semibold tracking-tight">
      <img src="/favicon.svg" alt="" width={20} height={20} />
      Troupe
      <span className="font-normal text-ink-faint">console</span>
    </span>
  )
}
