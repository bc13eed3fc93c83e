/** The awning stall. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <path d="M4 4h16l2 6H2z" fill="currentColor" opacity=".28" />
      <path
        d="M2 10a2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0L20 4H4zM7 10l1.4-6M12 10V4m5 6-1.4-6M4.500 13v7.500h15V13"
        fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" strokeLinecap="round"
      />
    </svg>
  )
}
