package org.terzo.gateway;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// One mapping of a YAML file: its members with their lines. What is not of the expected shape becomes a mistake.
final class YamlMap {
    /// A plain value and where it stands.
    record Value(String text, int line) {}

    private final int line;
    private final String name;
    private final Mistakes mistakes;
    private final Map<String, Node> members = new LinkedHashMap<>();

    private YamlMap(String name, MappingNode node, Set<String> known, Mistakes mistakes) {
        this.name = name;
        this.line = lineOf(node);
        this.mistakes = mistakes;
        for (NodeTuple member : node.getValue()) {
            add(member, known);
        }
    }

    /// The whole file; empty when it is no mapping at all.
    static Optional<YamlMap> parse(String text, Set<String> known, Mistakes mistakes) {
        try {
            Optional<Node> root = Optional.ofNullable(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)));
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(new YamlMap("", mapping, known, mistakes));
            }
            mistakes.add(1, "file", "is empty or no YAML mapping");
        } catch (MarkedYAMLException broken) {
            int where = Optional.ofNullable(broken.getProblemMark()).map(mark -> mark.getLine() + 1).orElse(1);
            mistakes.add(where, "yaml", String.valueOf(broken.getProblem()));
        } catch (YAMLException broken) {
            mistakes.add(1, "yaml", String.valueOf(broken.getMessage()));
        }
        return Optional.empty();
    }

    private void add(NodeTuple member, Set<String> known) {
        String key = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(key)) {
            mistakes.add(lineOf(member.getKeyNode()), path(key), "unknown member; known are " + String.join(", ", known.stream().sorted().toList()));
        } else if (members.containsKey(key)) {
            mistakes.add(lineOf(member.getKeyNode()), path(key), "stands here a second time");
        } else {
            members.put(key, member.getValueNode());
        }
    }

    int line() {
        return line;
    }

    /// Where the member stands, or the mapping when it is missing.
    int line(String member) {
        return Optional.ofNullable(members.get(member)).map(YamlMap::lineOf).orElse(line);
    }

    /// The member's name as mistakes call it.
    String path(String member) {
        return name.isEmpty() ? member : name + "." + member;
    }

    Optional<Value> text(String member) {
        Optional<Node> node = Optional.ofNullable(members.get(member));
        if (node.isPresent() && !(node.get() instanceof ScalarNode)) {
            mistakes.add(lineOf(node.get()), path(member), "is not a plain value");
        }
        return node.flatMap(YamlMap::value);
    }

    private static Optional<Value> value(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(new Value(scalar.getValue(), lineOf(node))) : Optional.empty();
    }

    Optional<YamlMap> map(String member, Set<String> known) {
        Optional<Node> node = Optional.ofNullable(members.get(member));
        if (node.isPresent() && !(node.get() instanceof MappingNode)) {
            mistakes.add(lineOf(node.get()), path(member), "is not a mapping {…}");
        }
        return node.flatMap(found -> found instanceof MappingNode mapping
                ? Optional.of(new YamlMap(path(member), mapping, known, mistakes))
                : Optional.empty());
    }

    /// The mappings of a list, each named by its member `label` or its place.
    List<YamlMap> maps(String member, String label, Set<String> known) {
        List<YamlMap> maps = new ArrayList<>();
        Optional<Node> node = Optional.ofNullable(members.get(member));
        if (node.isPresent() && !(node.get() instanceof SequenceNode)) {
            mistakes.add(lineOf(node.get()), path(member), "is not a list");
        }
        if (node.isPresent() && node.get() instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                String place = path(member) + "[" + maps.size() + "]";
                if (item instanceof MappingNode mapping) {
                    maps.add(new YamlMap(labelOf(mapping, label).orElse(place), mapping, known, mistakes));
                } else {
                    mistakes.add(lineOf(item), place, "is not a mapping {…}");
                }
            }
        }
        return maps;
    }

    private static Optional<String> labelOf(MappingNode mapping, String label) {
        return mapping.getValue().stream()
                .filter(member -> member.getKeyNode() instanceof ScalarNode key && key.getValue().equals(label))
                .flatMap(member -> value(member.getValueNode()).stream())
                .map(Value::text)
                .findFirst();
    }

    boolean has(String member) {
        return members.containsKey(member);
    }

    String name() {
        return name;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
