import { HealthPage } from './health/page';
import { siteOfAddress } from './shared/address';
import { adopt } from './shared/styles';
import { announceLanguage, strings } from './strings/language';
import css from './style/health.css';
import rows from './style/rows.css';

adopt(rows, css);
announceLanguage(strings.healthTitle(siteOfAddress()));
customElements.define('terzo-health', HealthPage);
