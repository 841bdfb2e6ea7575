// Draws a component again when a signal that it has read changes, and spares those whose properties are the same.
import { Component, type ComponentType, type FunctionComponent, Fragment as Grouping, options } from 'preact';
import { effect } from './signals.ts';

type Props = Readonly<Record<string, unknown>>;

/** Called once, before anything is drawn. */
export function redrawOnChange(): void {
  const watched = new Map<unknown, ComponentType<Props>>();
  options.vnode = (vnode) => {
    const { type } = vnode;
    if (typeof type !== 'function' || type === Grouping || type.prototype?.render) return;
    // The desk's own components are all functions.
    const drawn = watched.get(type) ?? watching(type as FunctionComponent<Props>);
    watched.set(type, drawn);
    vnode.type = drawn as ComponentType;
  };
}

// Only a class can keep itself from being drawn.
function watching(draw: FunctionComponent<Props>): ComponentType<Props> {
  return class extends Component<Props> {
    private stop = () => {};

    override shouldComponentUpdate(next: Props): boolean {
      const names = Object.keys({ ...this.props, ...next });
      return names.some((name) => next[name] !== this.props[name]);
    }

    override componentWillUnmount(): void {
      this.stop();
    }

    override render() {
      let drawn: ReturnType<typeof draw>;
      let isDrawn = false;
      this.stop();
      this.stop = effect(() => {
        if (isDrawn) this.forceUpdate();
        else drawn = draw(this.props);
        isDrawn = true;
      });
      return drawn;
    }
  };
}
