"""The book's charts, each one call on a corpus that gives picture, table, alt text and caption."""

from analysis.charts.checks import checks as checks
from analysis.charts.choices import choices as choices
from analysis.charts.claims import claims as claims
from analysis.charts.counters import counters as counters
from analysis.charts.coverage import coverage as coverage
from analysis.charts.cycle_counts import record_cycles as record_cycles
from analysis.charts.durations import durations as durations
from analysis.charts.eth_prio import eth_prio as eth_prio
from analysis.charts.map import sites_map as sites_map
from analysis.charts.matrix import matrix as matrix
from analysis.charts.missed import missed as missed
from analysis.charts.months import months as months
from analysis.charts.munitions import munitions as munitions
from analysis.charts.own_cycles import own_cycles as own_cycles
from analysis.charts.own_months import own_months as own_months
from analysis.charts.rates import rates as rates
from analysis.charts.reconciled import reconciled as reconciled
from analysis.charts.record_matrix import record_matrix as record_matrix
from analysis.charts.sites import sites as sites
from analysis.charts.strip import strip as strip
from analysis.charts.timeline import timeline as timeline
from analysis.charts.together import together as together
from analysis.charts.totals import totals as totals
from analysis.charts.uncorroborated import uncorroborated as uncorroborated
from analysis.charts.weapons import weapons as weapons
