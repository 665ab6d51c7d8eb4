import { readSelectors } from './read-promql.ts';
import type { TestGroup } from './read-rules.ts';

/** Recording rules whose value no case of promtool looks at. */
export function findUntestedRecords(records: readonly string[], tests: readonly TestGroup[]): readonly string[] {
  const looked = new Set(
    tests
      .flatMap((group) => group.promql_expr_test)
      .filter(({ exp_samples }) => exp_samples.length > 0)
      .flatMap(({ expr }) => readSelectors(expr).map(({ metric }) => metric)),
  );
  return records.filter((record) => !looked.has(record));
}

/** What no case of promtool shows of an alert, in words. */
export function findUntestedAlerts(alerts: readonly string[], tests: readonly TestGroup[]): readonly string[] {
  return alerts.flatMap((alert) => {
    const groups = tests.map(({ name, alert_rule_test }) => ({
      name,
      cases: alert_rule_test
        .filter(({ alertname }) => alertname === alert)
        .map(({ eval_time, exp_alerts }) => ({ atMinutes: parseInt(eval_time, 10), fires: exp_alerts.length > 0 })),
    }));
    const recovers = groups.some(({ cases }) =>
      cases.some((later) => !later.fires && cases.some((case_) => case_.fires && case_.atMinutes < later.atMinutes)),
    );
    const isQuiet = groups.some(
      ({ name, cases }) => name.startsWith('no traffic: ') && cases.length > 0 && cases.every(({ fires }) => !fires),
    );
    return [
      ...(groups.some(({ cases }) => cases.some(({ fires }) => fires)) ? [] : [`${alert} never fires`]),
      ...(recovers ? [] : [`${alert} never recovers`]),
      ...(isQuiet ? [] : [`${alert} is not tried without traffic`]),
    ];
  });
}
