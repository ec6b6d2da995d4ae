package org.terzo.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// A Java source told apart: `code` is as long as the source, with comments and the inside of literals blanked; line breaks stay.
record JavaText(String code, List<Piece> comments, List<Piece> literals) {
    JavaText {
        comments = List.copyOf(comments);
        literals = List.copyOf(literals);
    }

    /// A comment or a literal, delimiters included, and where it begins.
    record Piece(int from, String text) {
        int to() {
            return from + text.length();
        }
    }

    static JavaText of(String source) {
        return new Reader(source).read();
    }

    int lineOf(int position) {
        return 1 + (int) code.substring(0, position).chars().filter(letter -> letter == '\n').count();
    }

    /// The literals between two places.
    List<String> literalsWithin(int from, int to) {
        return literals.stream().filter(literal -> literal.from() >= from && literal.to() <= to).map(Piece::text).toList();
    }

    private static final class Reader {
        private final String source;
        private final StringBuilder code;
        private final List<Piece> comments = new ArrayList<>();
        private final List<Piece> literals = new ArrayList<>();

        Reader(String source) {
            this.source = source;
            this.code = new StringBuilder(source);
        }

        JavaText read() {
            int at = 0;
            while (at < source.length()) {
                at = piece(at);
            }
            return new JavaText(code.toString(), comments, literals);
        }

        private int piece(int at) {
            if (source.startsWith("//", at)) {
                return keep(comments, at, endOr(source.indexOf('\n', at)), 0);
            }
            if (source.startsWith("/*", at)) {
                return keep(comments, at, after("*/", at + 2), 0);
            }
            if (source.startsWith("\"\"\"", at)) {
                return keep(literals, at, closing("\"\"\"", at + 3), 3);
            }
            return switch (source.charAt(at)) {
                case '"' -> keep(literals, at, closing("\"", at + 1), 1);
                case '\'' -> keep(literals, at, closing("'", at + 1), 1);
                default -> at + 1;
            };
        }

        /// @param shown letters of each delimiter that stay in the code
        private int keep(List<Piece> pieces, int from, int to, int shown) {
            pieces.add(new Piece(from, source.substring(from, to)));
            IntConsumer blank = at -> {
                if (source.charAt(at) != '\n') {
                    code.setCharAt(at, ' ');
                }
            };
            for (int at = from + shown; at < to - shown; at++) {
                blank.accept(at);
            }
            return to;
        }

        private int closing(String delimiter, int from) {
            int at = from;
            while (at < source.length() && !source.startsWith(delimiter, at)) {
                at += source.charAt(at) == '\\' ? 2 : 1;
            }
            return endOr(at >= source.length() ? -1 : at + delimiter.length());
        }

        private int after(String end, int from) {
            int found = source.indexOf(end, from);
            return endOr(found < 0 ? -1 : found + end.length());
        }

        private int endOr(int position) {
            return position < 0 ? source.length() : position;
        }
    }
}
