package org.terzo.wire;

/// The grammar that all ids share: `[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?`.
final class Ids {
    private static final int LONGEST = 32;

    private Ids() {}

    static boolean isWellFormed(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.charAt(0) == '-' || text.charAt(text.length() - 1) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    /// Words that stand in a gateway's place in topics: `terzo/v1/{site}/desk/…` is the hub's.
    static boolean isTopicWord(String text) {
        return text.equals("desk") || text.equals("zone");
    }

    static String refusal(String kind, String text) {
        return "%s id '%s' is not 1 to 32 of a-z, 0-9 and inner '-'%s".formatted(kind, text, isTopicWord(text) ? ", or is reserved" : "");
    }
}
