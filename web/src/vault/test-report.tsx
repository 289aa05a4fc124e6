// What a test found: everything but the value.
import { Facts } from '../ui/facts';
import { testFacts } from './link';
import type { TestResult } from './secret';

export function TestReport({ test }: { test: TestResult }) {
  return (
    <section role="status" className="report" aria-label="Test result">
      <p>
        <strong className="good">It can be read.</strong> {test.source}
      </p>
      <Facts facts={testFacts(test)} />
    </section>
  );
}
