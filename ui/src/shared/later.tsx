// A part of the desk whose code is fetched when it is first shown, so that the list is ready sooner.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from './parts.tsx';

export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [, redraw] = useState(0);
    const [hasFailed, setFailed] = useState(false);
    const fetchPart = async () => {
      try {
        loaded ??= await load();
        setFailed(false);
        redraw((times) => times + 1);
      } catch {
        setFailed(true);
      }
    };
    useEffect(() => {
      if (!loaded) void fetchPart();
    }, []);
    if (loaded) return <Part is={loaded} props={props} />;
    return hasFailed ? <Problem retry={() => void fetchPart()}>This part could not be loaded.</Problem> : null;
  };
}

interface PartProps<Props> {
  readonly is: ComponentType<Props>;
  readonly props: Props;
}

function Part<Props extends object>({ is: Component, props }: PartProps<Props>) {
  return <Component {...props} />;
}
