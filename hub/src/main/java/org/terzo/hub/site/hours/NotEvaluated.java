package org.terzo.hub.site.hours;

/// Something that the grammar of opening hours allows and nobody here evaluates.
final class NotEvaluated extends Exception {
    private static final long serialVersionUID = 1L;

    NotEvaluated(String what) {
        super(what);
    }

    static void refuse(boolean isRefused, String why) throws NotEvaluated {
        if (isRefused) {
            throw new NotEvaluated(why);
        }
    }
}
