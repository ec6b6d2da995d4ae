package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.wire.Reading;

/// When the contacts of a room's doors let somebody through (inference.md 5.1); without contacts nobody knows.
record SlowDoor(List<Eye> contacts) {
    /// A contact that was open from `from` up to `to`, without end when it still is.
    private record Standing(long from, long to) {}

    /// @param known how many readings of each contact are known
    Gate gate(long slotStart, long t, int[] known) {
        List<Long> edges = edges(known);
        boolean isOpen = edges.stream().anyMatch(edge -> edge + 90_000 > slotStart);
        for (int i = 0; i < contacts.size(); i++) {
            Optional<Standing> standing = lastOpen(i, known[i]);
            if (contacts.get(i).isGone(t, known[i]) || levels(i, known[i]).isEmpty()) {
                return Gate.UNKNOWN;
            }
            isOpen |= standing.filter(each -> each.to() == Long.MAX_VALUE && each.from() + 600_000 > slotStart).isPresent();
        }
        return contacts.isEmpty() ? Gate.UNKNOWN : isOpen ? Gate.OPEN : Gate.SHUT;
    }

    /// Whether an edge in the slot that begins at `slotStart` opens the slot before it.
    boolean opensBefore(long slotStart, int[] known) {
        return edges(known).stream().anyMatch(edge -> edge >= slotStart && edge - 30_000 < slotStart);
    }

    private List<Long> edges(int[] known) {
        List<Long> edges = new ArrayList<>();
        for (int i = 0; i < contacts.size(); i++) {
            List<Story.Seen> levels = levels(i, known[i]);
            for (int j = 0; j < levels.size(); j++) {
                boolean isFirstOfAnEventSensor = j == 0 && !contacts.get(i).reports();
                if (isFirstOfAnEventSensor || (j > 0 && isOpen(levels.get(j)) != isOpen(levels.get(j - 1)))) {
                    edges.add(levels.get(j).at());
                }
            }
        }
        return edges;
    }

    private Optional<Standing> lastOpen(int contact, int known) {
        Optional<Standing> last = Optional.empty();
        for (Story.Seen seen : levels(contact, known)) {
            boolean stands = last.filter(each -> each.to() == Long.MAX_VALUE).isPresent();
            if (isOpen(seen) && !stands) {
                last = Optional.of(new Standing(seen.at(), Long.MAX_VALUE));
            } else if (!isOpen(seen)) {
                last = last.map(each -> new Standing(each.from(), seen.at()));
            }
        }
        return last;
    }

    private List<Story.Seen> levels(int contact, int known) {
        return contacts.get(contact).readings().subList(0, known).stream()
                .filter(each -> each.observation().reading() instanceof Reading.Contact)
                .toList();
    }

    private static boolean isOpen(Story.Seen seen) {
        return seen.observation().reading() instanceof Reading.Contact(boolean open) && open;
    }
}
