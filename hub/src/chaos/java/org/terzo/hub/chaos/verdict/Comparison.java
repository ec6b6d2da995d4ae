package org.terzo.hub.chaos.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two hubs that were told the same, one in peace: every row of theirs must be the same, letter by letter.
public final class Comparison {
    private Comparison() {}

    /// A sentence for each list that differs; empty when all are equal.
    public static List<String> differences(Outcome disturbed, Outcome undisturbed) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, List<String>> list : undisturbed.derived().entrySet()) {
            List<String> others = disturbed.derived().getOrDefault(list.getKey(), List.of());
            int same = 0;
            while (same < Math.min(others.size(), list.getValue().size()) && others.get(same).equals(list.getValue().get(same))) {
                same++;
            }
            if (same < others.size() || same < list.getValue().size()) {
                differences.add("%s: %s rows disturbed, %s undisturbed, the first %s alike; then %s instead of %s"
                        .formatted(list.getKey(), others.size(), list.getValue().size(), same, row(others, same), row(list.getValue(), same)));
            }
        }
        return differences;
    }

    private static String row(List<String> rows, int index) {
        return index < rows.size() ? rows.get(index) : "nothing";
    }

    /// How many rows of which list were compared.
    public static String compared(Outcome undisturbed) {
        return String.join(", ", undisturbed.derived().entrySet().stream().map(list -> "%s of %s".formatted(list.getValue().size(), list.getKey())).toList());
    }
}
