"""The book's charts, each one call on a corpus that gives picture, table, alt text and caption."""

from analysis.charts.choices import choices as choices
from analysis.charts.claims import claims as claims
from analysis.charts.durations import durations as durations
from analysis.charts.map import sites_map as sites_map
from analysis.charts.matrix import matrix as matrix
from analysis.charts.munitions import munitions as munitions
from analysis.charts.own_cycles import own_cycles as own_cycles
from analysis.charts.own_months import own_months as own_months
from analysis.charts.sites import sites as sites
from analysis.charts.strip import strip as strip
from analysis.charts.timeline import timeline as timeline
from analysis.charts.weapons import weapons as weapons
