// Renders its children only once they come near the viewport, and until then something of the same size.
import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Starts far enough ahead that rendering is not noticed. */
const AHEAD = '600px';

interface NearProps {
  readonly bone: ReactNode;
  readonly children: () => ReactNode;
}

export function Near({ bone, children }: NearProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const here = ref.current;
    if (here === null || isNear) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    watch.observe(here);
    return () => watch.disconnect();
  }, [isNear]);
  return <div ref={ref}>{isNear ? children() : bone}</div>;
}
