package org.terzo.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.backup.Backup;
import org.terzo.hub.backup.BackupRequests;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.broker.BrokerConnection;
import org.terzo.hub.ingest.broker.EmbeddedBroker;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.live.LiveSites;
import org.terzo.hub.live.OpenTopics;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayTopic;

/// The whole flow of data, wired in one place: broker → intake → live view, and → journal → history.
final class HubPipeline implements Intake.Outlet, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubPipeline.class);
    private static final List<String> FILTERS =
            List.of(GatewayTopic.Kind.OBSERVATIONS.filter(), GatewayTopic.Kind.STATUS.filter());
    private static final BrokerConnection.Heartbeat HEARTBEAT =
            new BrokerConnection.Heartbeat(Duration.ofSeconds(15), Duration.ofSeconds(45));

    /// Whoever publishes once the hub says that it listens is heard, if the broker is there.
    private static final Duration FIRST_TRY = Duration.ofSeconds(2);

    private final HubStores stores;
    private final GatewayStates gateways;
    private final Optional<EmbeddedBroker> embedded;
    private final BrokerConnection.Address address;
    private final BrokerConnection broker;
    private final OpenTopics topics;
    private final LiveSites live;
    private final Intake intake;
    private final HistoryShipper shipper;
    private final BackupRequests backups;

    HubPipeline(HubOptions options, HubStores stores, InstantSource clock) throws IOException {
        this.stores = stores;
        this.gateways = new GatewayStates(clock);
        this.embedded = options.mqtt() instanceof HubOptions.Mqtt.Embedded(int port)
                ? Optional.of(EmbeddedBroker.start(port, options.data().resolve("broker")))
                : Optional.empty();
        this.shipper = new HistoryShipper(stores.journal(), stores.history(), stores.sites(), new Horizon(options.retention(), clock));
        this.intake = new Intake(stores.journal(), new SiteClaims(stores.sites()), options.retention(), gateways, clock, this);
        this.address = address(options, embedded);
        this.broker = new BrokerConnection(address, FILTERS, HEARTBEAT, intake::receive);
        this.topics = new OpenTopics((topic, payload) -> broker.publish(topic, payload, true));
        this.backups = new BackupRequests(
                options.data(), to -> Backup.write(options.data(), to, clock.instant(), folder -> stores.history().copyInto(folder)));
        this.live = new LiveSites(clock, gateways, topics, stores.sites()::site);
    }

    void start() throws IOException, InterruptedException {
        for (Site site : stores.sites().sites()) {
            expect(site);
            topics.follow(site);
            live.follow(
                    site,
                    shipper.savedTracker(site.id())
                            .map(saved -> SiteTracker.restore(site, saved, _ -> {}))
                            .orElseGet(() -> new SiteTracker(site, _ -> {})),
                    stores.sites().revisions(site.id()));
        }
        replay();
        stores.sites().onChange(this::revised);
        intake.start();
        shipper.leads(live);
        shipper.start();
        backups.start();
        broker.start();
        broker.awaitFirstTry(FIRST_TRY);
    }

    /// The live view starts where history's tracker stands, and takes what the journal holds beyond.
    private void replay() throws IOException, InterruptedException {
        long position = shipper.storedTo();
        List<JournalEntry> entries = stores.journal().after(position, 1_000);
        while (!entries.isEmpty()) {
            for (JournalEntry entry : entries) {
                live.take(entry);
            }
            entries = stores.journal().after(entries.getLast().position(), 1_000);
        }
    }

    private void expect(Site site) {
        site.sensors().forEach(sensor -> gateways.expect(site.id(), sensor.gateway()));
    }

    private void revised(Site site) {
        topics.follow(site);
        try {
            intake.revised(site.id(), site.revision());
            expect(site);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("{}: stopped while its revision {} was taken", site.id(), site.revision());
        }
    }

    @Override
    public void live(JournalEntry entry) throws InterruptedException {
        live.take(entry);
    }

    @Override
    public void receipt(String topic, byte[] payload) {
        broker.publish(topic, payload, true);
    }

    @Override
    public void committed(List<JournalEntry> entries) {
        shipper.committed(entries);
    }

    GatewayStates gateways() {
        return gateways;
    }

    LiveSites liveSites() {
        return live;
    }

    Intake intake() {
        return intake;
    }

    HistoryShipper shipper() {
        return shipper;
    }

    BrokerConnection broker() {
        return broker;
    }

    String brokerUrl() {
        return address.url();
    }

    private static BrokerConnection.Address address(HubOptions options, Optional<EmbeddedBroker> embedded) {
        String clientId = "terzo-hub-" + Integer.toHexString(options.data().toAbsolutePath().hashCode());
        return switch (options.mqtt()) {
            case HubOptions.Mqtt.Embedded(int port) ->
                new BrokerConnection.Address(
                        "mqtt://127.0.0.1:" + embedded.map(EmbeddedBroker::port).orElse(port),
                        clientId,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            case HubOptions.Mqtt.External external ->
                new BrokerConnection.Address(
                        external.url().toString(), clientId, external.username(), external.password(), external.caFile());
        };
    }

    @Override
    public void close() throws IOException, InterruptedException {
        backups.close();
        broker.close();
        intake.close();
        live.close();
        shipper.close();
        stores.close();
        if (embedded.isPresent()) {
            embedded.get().close();
        }
    }
}
