/** Troupe's sign: a mask, as the players of a troupe wear. */
export function Mask({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        className="fill-on-accent"
        d="M6.5 9.500c3-1.300 7-1.300 9.500.4 2.500-1.700 6.500-1.700 9.500-.4v7.200c0 4.200-2.100 6.500-4.700 6.500-2 0-3.600-1.200-4.800-3-1.200 1.800-2.800 3-4.800 3-2.600 0-4.700-2.300-4.700-6.500z"
      />
      <g className="fill-accent">
        <ellipse cx="11.300" cy="14.600" rx="2.100" ry="1.500" />
        <ellipse cx="20.700" cy="14.600" rx="2.100" ry="1.500" />
      </g>
    </svg>
  )
}
