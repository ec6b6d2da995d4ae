import { ManagePage } from './manage/page';
import { siteOfAddress } from './shared/address';
import { adopt } from './shared/styles';
import { announceLanguage, strings } from './strings/language';
import css from './style/manage.css';
import rows from './style/rows.css';

adopt(rows, css);
announceLanguage(strings.manageTitle(siteOfAddress()));
customElements.define('terzo-manage', ManagePage);
