package org.terzo.hub;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts the lines of each method, from its name to its closing brace. It knows no grammar, only braces and what stands before them.
final class MethodSizes {
    private static final Pattern TYPE = Pattern.compile("(?s).*\\b(class|interface|enum|record)\\s+\\w+.*");
    private static final Pattern NAME = Pattern.compile("(\\w+)\\s*\\(");

    private final JavaText text;
    private final Deque<Block> open = new ArrayDeque<>();
    private final List<Size> sizes = new ArrayList<>();
    private int parentheses;
    private int headerFrom;

    private MethodSizes(JavaText text) {
        this.text = text;
    }

    /// A method and the lines it takes.
    record Size(String method, int lines) {}

    private enum Kind {
        TYPE,
        METHOD,
        OTHER
    }

    private record Block(Kind kind, String name, int line, int parentheses) {}

    static List<Size> of(JavaText text) {
        return new MethodSizes(text).read();
    }

    private List<Size> read() {
        String code = text.code();
        for (int at = 0; at < code.length(); at++) {
            switch (code.charAt(at)) {
                case '(' -> parentheses++;
                case ')' -> parentheses--;
                case '{' -> {
                    open.push(block(code.substring(headerFrom, at), at));
                    parentheses = 0;
                    headerFrom = at + 1;
                }
                case '}' -> {
                    close(at);
                    headerFrom = at + 1;
                }
                case ';' -> headerFrom = parentheses == 0 ? at + 1 : headerFrom;
                default -> {}
            }
        }
        return List.copyOf(sizes);
    }

    private void close(int at) {
        Block closed = open.pop();
        parentheses = closed.parentheses();
        if (closed.kind() == Kind.METHOD) {
            sizes.add(new Size(closed.name(), text.lineOf(at) - closed.line() + 1));
        }
    }

    private Block block(String header, int at) {
        String outer = withoutParentheses(header);
        boolean isMember = open.isEmpty() || open.getFirst().kind() == Kind.TYPE;
        if (isMember && parentheses == 0 && TYPE.matcher(outer).matches()) {
            return new Block(Kind.TYPE, "", 0, parentheses);
        }
        if (!isMember || parentheses != 0 || outer.contains("=")) {
            return new Block(Kind.OTHER, "", 0, parentheses);
        }
        Matcher names = NAME.matcher(outer);
        String name = "initializer";
        int from = at;
        while (names.find()) {
            name = names.group(1);
            from = headerFrom + names.start();
        }
        return new Block(Kind.METHOD, name, text.lineOf(from), parentheses);
    }

    /// As long as the header: parameter lists and arguments of annotations are blanked; a parenthesis closed alone stays.
    private static String withoutParentheses(String header) {
        StringBuilder outer = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < header.length(); at++) {
            char letter = header.charAt(at);
            depth -= letter == ')' && depth > 0 ? 1 : 0;
            outer.append(depth == 0 ? letter : ' ');
            depth += letter == '(' ? 1 : 0;
        }
        return outer.toString();
    }
}
