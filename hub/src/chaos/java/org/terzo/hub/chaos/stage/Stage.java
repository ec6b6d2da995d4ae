package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.terzo.hub.chaos.input.Feed;
import org.terzo.hub.chaos.proxy.FaultProxy;
import org.terzo.hub.chaos.proxy.TroubledStore;
import org.terzo.hub.e2e.InfluxServer;

/// The whole line of a run: four gateways, broker, hub and store, each a real process, with a network between each two.
public final class Stage implements AutoCloseable {
    private final InfluxServer store;
    private final TroubledStore troubledStore;
    private final FaultProxy storeNetwork;
    private final BrokerSeat broker;
    private final FaultProxy hubNetwork;
    private final SmallDisk hubDisk;
    private final HubSeat hub;
    private final List<SmallDisk> disks;
    private final List<GatewaySeat> gateways;
    private final Opened opened;

    private Stage(
            InfluxServer store, TroubledStore troubledStore, FaultProxy storeNetwork, BrokerSeat broker, FaultProxy hubNetwork, SmallDisk hubDisk,
            HubSeat hub, List<SmallDisk> disks, List<GatewaySeat> gateways, Opened opened) {
        this.store = store;
        this.troubledStore = troubledStore;
        this.storeNetwork = storeNetwork;
        this.broker = broker;
        this.hubNetwork = hubNetwork;
        this.hubDisk = hubDisk;
        this.hub = hub;
        this.disks = List.copyOf(disks);
        this.gateways = List.copyOf(gateways);
        this.opened = opened;
    }

    /// Something between a broker and those who speak to it.
    public interface Detour {
        /// The port to speak to instead of the broker's.
        int around(int brokerPort) throws IOException;
    }

    /// The ways of the gateways and of the hub to the broker.
    public record Detours(Detour gateways, Detour hub) {
        public static final Detours NONE = new Detours(port -> port, port -> port);
    }

    /// Everything runs but the gateways.
    ///
    /// @param without for each feed, rows that its gateway does not see
    public static Stage set(Path folder, List<Feed> feeds, List<BitSet> without, Detours detours) throws IOException, InterruptedException {
        Opened opened = new Opened();
        try {
            return set(folder, feeds, without, detours, opened);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    private static Stage set(Path folder, List<Feed> feeds, List<BitSet> without, Detours detours, Opened opened)
            throws IOException, InterruptedException {
        InfluxServer store = InfluxServer.start(folder.resolve("influx"));
        opened.add(store::close);
        TroubledStore troubled = TroubledStore.before(store.url());
        opened.add(troubled::close);
        FaultProxy storeNetwork = FaultProxy.before(troubled.port());
        opened.add(storeNetwork::close);
        BrokerSeat broker = BrokerSeat.start(folder.resolve("mosquitto"));
        opened.add(broker::close);
        FaultProxy hubNetwork = FaultProxy.before(detours.hub().around(broker.port()));
        opened.add(hubNetwork::close);
        SmallDisk hubDisk = SmallDisk.at(folder.resolve("hub-data"));
        opened.add(hubDisk::close);
        HubSeat hub = HubSeat.start(folder, hubDisk.folder(), hubNetwork.port(), store.hubOptions(folder, "http://127.0.0.1:" + storeNetwork.port()));
        opened.add(hub::close);
        int gatewaysPort = detours.gateways().around(broker.port());
        List<SmallDisk> disks = new ArrayList<>();
        List<GatewaySeat> gateways = new ArrayList<>();
        for (int i = 0; i < feeds.size(); i++) {
            Path home = folder.resolve(feeds.get(i).gateway());
            SmallDisk disk = SmallDisk.at(home.resolve("data"));
            opened.add(disk::close);
            disks.add(disk);
            GatewaySeat gateway = new GatewaySeat(i + 1, feeds.get(i), without.get(i), home, disk.folder(), gatewaysPort);
            opened.add(gateway::close);
            gateways.add(gateway);
        }
        return new Stage(store, troubled, storeNetwork, broker, hubNetwork, hubDisk, hub, disks, gateways, opened);
    }

    /// What was opened; the last is closed first.
    private static final class Opened {
        private final Deque<Closing> closings = new ArrayDeque<>();

        private interface Closing {
            void close() throws IOException, InterruptedException;
        }

        void add(Closing closing) {
            closings.push(closing);
        }

        void close() throws IOException, InterruptedException {
            while (!closings.isEmpty()) {
                closings.pop().close();
            }
        }
    }

    /// @param within how long the feeds take
    public void play(Duration within) throws IOException {
        for (GatewaySeat gateway : gateways) {
            gateway.playWithin(within);
        }
    }

    public InfluxServer store() {
        return store;
    }

    public TroubledStore troubledStore() {
        return troubledStore;
    }

    public FaultProxy storeNetwork() {
        return storeNetwork;
    }

    public BrokerSeat broker() {
        return broker;
    }

    public FaultProxy hubNetwork() {
        return hubNetwork;
    }

    public SmallDisk hubDisk() {
        return hubDisk;
    }

    public HubSeat hub() {
        return hub;
    }

    public List<GatewaySeat> gateways() {
        return gateways;
    }

    /// The disk of a gateway.
    public SmallDisk disk(GatewaySeat gateway) {
        return disks.get(gateways.indexOf(gateway));
    }

    /// The last words of every program, for whoever looks for the reason of a failure.
    public String lastWords() {
        StringBuilder words = new StringBuilder();
        gateways.forEach(each -> words.append("%n== %s%n%s%n".formatted(each.feed().gateway(), each.program().text())));
        return words.append("%n== hub%n%s%n== broker%n%s%n".formatted(hub.program().text(), broker.program().text())).toString();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        opened.close();
    }
}
