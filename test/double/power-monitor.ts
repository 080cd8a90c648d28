import { CoveredEmitter } from './covered.ts'

/** Tests emit 'suspend', 'resume' and the like on it. */
class PowerMonitor extends CoveredEmitter {
  onBatteryPower = false
  isOnBatteryPower = (): boolean => this.onBatteryPower
}

export const powerMonitor = new PowerMonitor()
