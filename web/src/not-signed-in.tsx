// For whoever comes without the session: another browser, or an old tab.
export function NotSignedIn({ why }: { why: string }) {
  return (
    <main className="alone">
      <h1>Coffer</h1>
      <p>{why}</p>
      <p>
        Open the page from a terminal: <code>coffer ui</code>
      </p>
    </main>
  );
}
