// Plots values over days with uPlot, in the page's own colours, and repeats them as a table for people who can't see
// the plot.
import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { DATES } from '../parts/when.tsx';
import { useIsDark } from '../shell/theme.ts';

export interface Series {
  readonly name: string;
  readonly tone: 'accent' | 'good' | 'warn' | 'bad' | 'quiet';
  readonly values: readonly number[];
}

interface PlotProps {
  readonly label: string;
  /** Seconds since 1970, one for each value. */
  readonly at: readonly number[];
  readonly series: readonly Series[];
  readonly unit?: string;
}

const HEIGHT_PX = 200;

export function Plot(props: PlotProps) {
  const isAny = props.series.some(({ values }) => values.some((value) => value > 0));
  return isAny ? <Drawn {...props} /> : <p className="plot-none quiet">None in this time.</p>;
}

function Drawn({ label, at, series, unit = '' }: PlotProps) {
  const ref = useRef<HTMLDivElement>(null);
  const isDark = useIsDark();
  const data = useMemo(
    (): uPlot.AlignedData => [[...at], ...series.map(({ values }) => [...values])],
    [at, series],
  );
  const names = series.map(({ name, tone }) => `${name} ${tone}`).join(',');
  const newest = useRef({ data, series });
  useEffect(() => {
    newest.current = { data, series };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read again when the theme or the series change.
  useEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const plot = new uPlot(optionsOf(newest.current.series, unit, box), newest.current.data, box);
    const watch = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT_PX }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [isDark, names, unit, data]);
  return (
    <figure className="plot" aria-label={label}>
      <div ref={ref} aria-hidden className="plot-box" />
      {/* A table can't shrink below its words, so its wrapper is what is hidden. */}
      <div className="visually-hidden">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {at.map((second, i) => (
              <tr key={second}>
                <th scope="row">{new Date(second * 1000).toISOString().slice(0, 10)}</th>
                {series.map(({ name, values }) => (
                  <td key={name}>{values[i]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function optionsOf(series: readonly Series[], unit: string, box: HTMLElement): uPlot.Options {
  const style = getComputedStyle(box);
  // A canvas does not understand light-dark(), so the browser computes the colour here.
  const colour = (name: string) => {
    box.style.color = `var(--${name})`;
    const found = getComputedStyle(box).color;
    box.style.color = '';
    return found;
  };
  // A single series is drawn as bars; several are lines, which may cross.
  const bars = series.length === 1 ? uPlot.paths.bars?.({ size: [0.7, 40] }) : undefined;
  const quiet = colour('quiet');
  const axis = {
    stroke: quiet,
    font: `12px ${style.fontFamily}`,
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: box.clientWidth,
    height: HEIGHT_PX,
    legend: { live: true },
    cursor: { points: { size: 6 } },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(max, 1)] } },
    axes: [
      { ...axis, values: (_plot, ticks) => ticks.map((tick) => DAY.format(tick * 1000)) },
      { ...axis, size: 52, values: (_plot, ticks) => ticks.map((tick) => spelled(unit, tick)) },
    ],
    series: [
      // Without a day under the pointer, the legend shows totals.
      {
        value: (_plot, second) => (second === null ? 'all days' : DAY.format(second * 1000)),
        label: 'shown',
      },
      ...series.map(({ name, tone, values }) => ({
        label: name,
        stroke: colour(tone),
        width: 2,
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars, fill: colour(tone) }),
        value: (_plot: uPlot, value: number | null) =>
          spelled(unit, value ?? values.reduce((sum, each) => sum + each, 0)),
      })),
    ],
  };
}

const DAY = new Intl.DateTimeFormat(DATES, { day: 'numeric', month: 'short', timeZone: 'UTC' });

function spelled(unit: string, value: number): string {
  if (unit !== '') return `${unit}${value.toFixed(2)}`;
  return value > 0 && value < 0.01 ? 'under 0.01' : String(Number(value.toFixed(2)));
}
