"""Whether the open groups of two questions can be subtracted from each other without showing fewer than five people.

Six detractors, and five who answered what only detractors are asked: the difference is one person, with everything they
said. So every person is an edge between the group they are in by the one question and their group by the other, whoever
is in no open group counted as one more. What any sum of groups on one side and any sum on the other differ by is a cut
of that graph; if no cut has fewer than five edges, no difference shows fewer than five people. Found by the minimum cut
of Stoer and Wagner (Journal of the ACM 44(4), 1997), after joining what five people or more hold together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence

Weights = dict[int, dict[int, int]]
End = tuple[int, Hashable]  # a question, first or second, and a group of it


def apart(one: Sequence[Hashable], two: Sequence[Hashable], *, fewest: int) -> bool:
    """Whether two groupings of the same people (each person's group in each) leave no difference under ``fewest``."""
    edges = {((0, a), (1, b)): n for (a, b), n in Counter(zip(one, two, strict=True)).items()}
    return all(_least_cut(part) >= fewest for part in _parts(_joined(edges, fewest)))


def _joined(edges: Mapping[tuple[End, End], int], fewest: int) -> Weights:
    """The graph with the ends of every edge that no small cut can cut made one, until there is none."""
    names = {end: place for place, end in enumerate(dict.fromkeys(end for edge in edges for end in edge))}
    links = Counter({(names[a], names[b]): n for (a, b), n in edges.items()})
    vertices = set(names.values())
    while strong := next((edge for edge, n in links.items() if n >= fewest), None):
        kept, gone = strong
        again: Counter[tuple[int, int]] = Counter()
        for (a, b), n in links.items():
            ends = sorted((kept if a == gone else a, kept if b == gone else b))
            if ends[0] != ends[1]:
                again[ends[0], ends[1]] += n
        links = again
        vertices.discard(gone)
    graph: Weights = {vertex: {} for vertex in vertices}
    for (a, b), n in links.items():
        graph[a][b] = graph[b][a] = n
    return graph


def _parts(graph: Weights) -> Iterator[Weights]:
    """The parts that hang together, those of one vertex left out: they cannot be cut."""
    left = set(graph)
    while left:
        found, waiting = set[int](), [left.pop()]
        while waiting:
            at = waiting.pop()
            found.add(at)
            waiting += [next_ for next_ in graph[at] if next_ not in found]
        left -= found
        if len(found) > 1:
            yield {vertex: graph[vertex] for vertex in found}


def _least_cut(graph: Weights) -> int:
    graph = {vertex: dict(beside) for vertex, beside in graph.items()}
    least = sum(n for beside in graph.values() for n in beside.values())
    while len(graph) > 1:
        order, reach = list[int](), dict.fromkeys(graph, 0)
        while reach:
            nearest = max(reach, key=reach.__getitem__)
            cut = reach.pop(nearest)
            order.append(nearest)
            for vertex, n in graph[nearest].items():
                if vertex in reach:
                    reach[vertex] += n
        least = min(least, cut)
        _merge(graph, order[-2], order[-1])
    return least


def _merge(graph: Weights, kept: int, gone: int) -> None:
    for vertex, n in graph.pop(gone).items():
        del graph[vertex][gone]
        if vertex != kept:
            graph[kept][vertex] = graph[vertex][kept] = graph[kept].get(vertex, 0) + n
